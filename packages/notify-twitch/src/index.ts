export { createTwitchNotifier, type TwitchOptions } from './notifier.ts';
