import type { Redactor } from '../secrets/redactor.ts';
import type { Logger } from '../spec.ts';

/** The same log, without what may never be seen. */
export function redactedLog(log: Logger, redact: Redactor): Logger {
  const clean =
    (level: keyof Logger): Logger['info'] =>
    (message, fields) =>
      log[level](redact.text(message), fields && redact.json(fields));
  return {
    debug: clean('debug'),
    info: clean('info'),
    warn: clean('warn'),
    error: clean('error'),
  };
}
