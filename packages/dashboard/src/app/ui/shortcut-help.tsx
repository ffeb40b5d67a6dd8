import { signal } from '@preact/signals';
import { t } from '../text/index.ts';
import { Dialog } from './dialog.tsx';

export const shortcutsShown = signal(false);

export function ShortcutHelp() {
  if (!shortcutsShown.value) return null;
  const { keys } = t.value.review;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['j', 'k'], keys.move],
    [['a'], keys.accept],
    [['r'], keys.reject],
    [['e'], keys.edit],
    [['l'], keys.lock],
    [['u'], keys.undo],
    [['x'], keys.select],
    [['o'], keys.evidence],
    [['/'], keys.search],
    [['g', 'q'], keys.goReview],
    [['g', 'a'], keys.goAlbums],
    [['?'], keys.help],
  ];
  return (
    <Dialog
      title={t.value.nav.shortcuts}
      onClose={() => {
        shortcutsShown.value = false;
      }}
    >
      <table>
        <tbody>
          {rows.map(([pressed, what]) => (
            <tr key={what}>
              <th scope="row">
                <span class="row">
                  {pressed.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
