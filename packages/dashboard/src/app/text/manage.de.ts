import type { ManageText } from './manage.en.ts';
import { pluralsOf } from './plurals.ts';

const many = pluralsOf('de');

export const manageDe: ManageText = {
  genres: {
    title: 'Genres',
    tryOut: 'Bezeichnungen ausprobieren',
    tryOutHint: 'Eine pro Zeile, so wie Quellen und Dateien sie schreiben.',
    becomes: 'wird zu',
    nothing: 'kein Genre',
    above: (names) => `unter ${names}`,
    regions: (names) => `aus ${names}`,
    by: {
      name: 'So heißt es, oder so wird es auch geschrieben.',
      rule: 'Eine Regel des Vokabulars sagt das.',
      parts: 'Die Teile wurden einzeln gelesen.',
      modifier: 'Ein Wort, das nur beschreibt, wurde weggelassen.',
      spelling: 'Anders geschrieben ist es ein Genre.',
      head: 'Das letzte Wort nennt das Genre.',
    },
    kinds: {
      quality: 'Ein Format oder eine Eigenschaft: steht nur neben einem Genre.',
      mood: 'Eine Stimmung, kein Genre.',
      place: 'Ein Ort, kein Genre.',
      decade: 'Ein Jahrzehnt, kein Genre.',
      noise: 'Sagt nichts über die Musik.',
      unknown: 'Steht nicht im Vokabular.',
    },
    vocabulary: 'Vokabular',
    find: 'Genre suchen',
    count: (count) => many(count, 'Genre', 'Genres'),
    aliases: (names) => `auch: ${names}`,
    noneFound: 'Kein Genre heißt so.',
    albums: 'Alben',
  },
};
