import { EarmarkError, type Notifier, readOptions } from '@earmark/spec';
import { createTransport } from 'nodemailer';
import { faultOf } from './faults.ts';
import { type EmailOptions, type EmailSettings, emailOptions } from './options.ts';

export type { EmailOptions } from './options.ts';

const loopback = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
const implicitTlsPort = 465;
const mostSubject = 200;

/** Sends a notice by SMTP: with TLS or not at all, to single addresses, as plain text. */
export function createEmailNotifier(options: EmailOptions): Notifier {
  const settings = readOptions(emailOptions, options, 'createEmailNotifier');
  if ((settings.user === undefined) !== (settings.password === undefined))
    throw new EarmarkError('config', 'createEmailNotifier: give user and password, or neither');
  const { from, to } = settings;

  return {
    spec: 1,
    kind: 'notifier',
    name: 'email',
    async notify({ title, text, url }, ctx) {
      const transport = open(settings);
      const stop = () => transport.close();
      ctx.signal.addEventListener('abort', stop);
      try {
        ctx.signal.throwIfAborted();
        const { rejected } = await transport.sendMail({
          from: { name: 'Earmark', address: from },
          to: to.map((address) => ({ name: '', address })),
          subject: oneLine(title).slice(0, mostSubject) || 'Earmark',
          text: [text, url].filter(Boolean).join('\n\n') || title,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        // A server that takes some of the addresses says yes to the whole.
        if (rejected.length > 0)
          throw new EarmarkError(
            'bad-response',
            `The mail server refused ${rejected.map(String).join(', ')}: check the addresses.`,
          );
      } catch (error) {
        throw faultOf(error, settings);
      } finally {
        ctx.signal.removeEventListener('abort', stop);
        transport.close();
      }
    },
    async check() {
      const transport = open(settings);
      try {
        await transport.verify();
        return [{ level: 'ok', text: `${settings.host} takes mail from us.` }];
      } catch (error) {
        const { message } = faultOf(error, settings);
        return [{ level: 'failure', text: message }];
      } finally {
        transport.close();
      }
    },
  };
}

function open(settings: EmailSettings) {
  const { host, port, user, password, ca, timeoutMs } = settings;
  const isPlain = settings.plainOnLoopback && loopback.test(host);
  return createTransport({
    host,
    port,
    secure: port === implicitTlsPort,
    requireTLS: !isPlain,
    ignoreTLS: isPlain,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(ca ? { tls: { ca } } : {}),
    ...(user && password ? { auth: { user, pass: password } } : {}),
  });
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
  return text.replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
}
