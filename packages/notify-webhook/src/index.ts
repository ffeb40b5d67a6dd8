export { createWebhookNotifier, type WebhookOptions } from './notifier.ts';
