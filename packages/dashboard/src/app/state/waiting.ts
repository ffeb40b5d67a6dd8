import { signal } from '@preact/signals';

/** How many decisions wait for an answer in this account: the number beside “Review”. */
export const waiting = signal(0);
