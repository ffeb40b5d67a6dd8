import type { DeliverParts } from './deliver.ts';

/** Why nothing can go through a notifier as things are, and what a person can do; nothing where it can. */
export async function obstacleTo(
  notifier: string,
  { account, outbox, notifiers, isOn }: DeliverParts,
): Promise<string | undefined> {
  if (!(await isOn()))
    return `The notices of ${account} are off. Turn them on and retry this one, or discard it.`;
  const names = notifiers().map(({ name }) => name);
  if (!names.includes(notifier))
    return `There is no notifier ${notifier} any more. Set it up again and retry this notice, or discard it. Valid notifiers: ${names.join(', ') || 'none'}`;
  const { disabled } = await outbox.stateOf(notifier);
  return disabled
    ? `The notifier ${notifier} is off, as its address is gone. Correct its settings, send a test notice, and retry this one.`
    : undefined;
}
