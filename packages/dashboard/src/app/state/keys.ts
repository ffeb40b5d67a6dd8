import { useEffect, useRef } from 'preact/hooks';

/** Keys as people write them: `a`, `Shift+x`, `g q` (one after the other). */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const sequenceMs = 1000;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Listens while the component is shown; never while somebody types or a dialog is open. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let before = { key: '', at: 0 };
    function listen(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const pressed =
        event.shiftKey && /^[a-z]$/i.test(event.key)
          ? `Shift+${event.key.toLowerCase()}`
          : event.key;
      const sequence = event.timeStamp - before.at < sequenceMs ? `${before.key} ${pressed}` : '';
      const run = latest.current[sequence] ?? latest.current[pressed];
      before = { key: pressed, at: event.timeStamp };
      if (!run) return;
      event.preventDefault();
      run(event);
    }
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
