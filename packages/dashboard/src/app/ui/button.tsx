import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  readonly children?: ComponentChildren;
  readonly icon?: IconName;
  /** Said to screen readers, and shown as a title, where there is only an icon. */
  readonly label?: string;
  readonly kind?: 'main' | 'quiet' | 'danger';
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly submit?: boolean;
  onClick?(event: MouseEvent): void;
}

export function Button(props: ButtonProps) {
  const { children, icon, label, kind, shortcut, disabled, pressed, submit, onClick } = props;
  const classes = ['button', kind, children === undefined ? 'icon' : undefined];
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={classes.filter(Boolean).join(' ')}
      disabled={disabled}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      data-key={children === undefined ? undefined : shortcut}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
