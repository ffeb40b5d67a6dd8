export { createEmailNotifier, type EmailOptions } from './notifier.ts';
