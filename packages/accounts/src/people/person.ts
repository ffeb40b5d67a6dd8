import type { Role } from './roles.ts';

/** Somebody who can log in. What is in their accounts is reached by memberships alone. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Of the installation: people, everybody's keys, backups, the server's settings. Says nothing about accounts. */
  readonly admin: boolean;
  /** Cannot log in, and their sessions and keys do nothing. */
  readonly disabled: boolean;
  readonly createdAt: number;
  readonly revision: number;
}
export interface Membership {
  readonly person: string;
  /** An account's name, or `*`. */
  readonly account: string;
  readonly role: Role;
  readonly since: number;
}
/** A person as kept. The password is a PHC string; absent where they log in by a proxy's word. */
export interface StoredPerson {
  readonly name: string;
  readonly password?: string;
  readonly admin: boolean;
  readonly disabled: boolean;
  readonly createdAt: number;
}
