import { computed } from '@preact/signals';
import { session } from './state/session.ts';
import { t } from './text/index.ts';
import type { IconName } from './ui/icon.tsx';

export interface Item {
  readonly name: string;
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}
export interface Section {
  readonly label: string;
  readonly items: readonly Item[];
}

/** What the menu offers to this reader. */
export const sections = computed<readonly Section[]>(() => {
  const { nav } = t.value;
  const item = (name: Exclude<IconName, 'menu'> & keyof typeof nav, path = `/${name}`): Item => ({
    name,
    path,
    label: String(nav[name]),
    icon: name,
  });
  const library = [
    item('overview', '/'),
    item('albums'),
    item('books'),
    item('wishes'),
    item('review'),
    item('quality'),
  ];
  const work = [item('runs'), item('schedule'), item('workers'), item('locks'), item('confidence')];
  const own = [item('genres'), item('settings'), item('notices'), item('accounts'), item('people')];
  const manage = session.value?.person.admin ? [...own, item('backups'), item('audit')] : own;
  return [
    { label: nav.library, items: library },
    { label: nav.work, items: work },
    { label: nav.manage, items: manage },
  ];
});
