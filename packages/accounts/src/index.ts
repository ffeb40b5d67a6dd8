export { type Access, type AccessOptions, createAccess } from './access/access.ts';
export type { Principal } from './access/principal.ts';
export type { Setup } from './access/setup.ts';
export type {
  AccountState,
  AccountStatistics,
  AccountStatus,
  Accounts,
  AccountTotals,
  ControlAction,
  Started,
} from './accounts/accounts.ts';
export {
  type AccountsOptions,
  createAccounts,
  type RunningAccounts,
} from './accounts/create-accounts.ts';
export { createPacing } from './accounts/pacing.ts';
export type { DecisionSettings, GenrePreferences } from './accounts/preferences.ts';
export type { Block } from './accounts/quiet-time.ts';
export type { Registered } from './accounts/registry.ts';
export { type ReplayedDecision, replayDecision } from './accounts/replay-settings.ts';
export {
  type AccountSettings,
  defaultSettings,
  type SettingsChanges,
  settingsSchema,
} from './accounts/settings.ts';
export { settledView } from './accounts/settled-view.ts';
export type { Blocker } from './accounts/turns.ts';
export { type Actor, digestOf, type Trail } from './audit/trail.ts';
export {
  type CalendarEvent,
  type CalendarSource,
  type CalendarStatus,
  type Calendars,
  calendarDefaults,
  calendarSchema,
  createCalendars,
} from './calendar/calendars.ts';
export { type CalendarFetchOptions, createCalendarFetch } from './calendar/fetch-calendar.ts';
export { parseCalendar } from './calendar/parse.ts';
export type { ApiKey, KeyFault, Keys, NewApiKey } from './keys/keys.ts';
export { readScopes, type Scope, scopes, scopeWords } from './keys/scopes.ts';
export { argon2id, scrypt } from './passwords/algorithms.ts';
export { createPasswords, type Passwords, type PasswordsOptions } from './passwords/passwords.ts';
export { memberNamed, withPersonName } from './people/member-named.ts';
export type { Members } from './people/members.ts';
export type { NewPerson, People, PersonChanges } from './people/people.ts';
export type { Membership, Person } from './people/person.ts';
export { everyAccount, isAtLeast, type Role, roles } from './people/roles.ts';
export type { Session, Sessions, Visitor } from './sessions/sessions.ts';
export type { LoginThrottle } from './throttle/logins.ts';
export { networkOf } from './throttle/network-of.ts';
