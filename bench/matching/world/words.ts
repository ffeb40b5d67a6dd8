/** The stuff that names are made of. */
export const nouns =
  'River Stone Night Fire Glass Road Heart Moon Winter Garden Shadow Ocean City Dream Mirror Ghost Wolf Rain Summer Machine Sky Silver Blood Train Letter Bird Window Desert Light Storm Paper Island Honey Thunder Mountain Kingdom Signal Harbor Dust Echo Velvet Diamond Circus Radio Tiger Ashes Planet Angel Devil Highway Monday Sugar Bones Lover Stranger Soldier Daughter Rose Crown Knife Hotel Empire'.split(
    ' ',
  );
export const adjectives =
  'Black White Broken Golden Silent Electric Lonely Burning Cold Hollow Wild Sacred Crooked Distant Endless Blue Red Bitter Sweet Lost Falling Hidden Modern Ancient Gentle Savage Pale Frozen Young Secret Heavy Strange Midnight Faded Holy Quiet'.split(
    ' ',
  );
export const verbs =
  'Running Waiting Dancing Falling Breaking Dreaming Burning Singing Leaving Calling Chasing Drowning Sleeping Walking Fading Turning'.split(
    ' ',
  );
export const firstNames =
  'Anna Miles Clara Otis Nina Tom Ella Hank Billie Joan Marvin Sofia Erik Zoë Renée Björn José Ingrid Pablo Ray Louis Carmen Dexter Aretha Neil Kate Leonard Jens Chloé Raúl'.split(
    ' ',
  );
export const lastNames =
  'Carter Holm Walker Reyes Lindqvist Dubois Moreno Baker Young Hansen Müller Castañeda Jensen Parker Simmons Watson Novák Fischer Grant Mitchell Ferreira Olsson Stone Cole Waters Lefèvre Hayes Brandt'.split(
    ' ',
  );

/** Titles that half the world has used. */
export const sharedTitles = [
  'Home',
  'Greatest Hits',
  'Live',
  'Gold',
  'Christmas',
  'Stories',
  'Dreams',
  'Mirrors',
  'Hello',
  'Alive',
  'Heaven',
  'Gravity',
  'One',
  'Forever',
  'Angels',
  'Rise',
  'Unplugged',
  'Untitled',
  '1984',
  'Paradise',
];

/** Names and titles in other scripts, with the Latin form that shops and libraries use: written by hand, not by rule. */
export const foreign: readonly {
  readonly artists: readonly (readonly [native: string, latin: string])[];
  readonly titles: readonly (readonly [native: string, latin: string])[];
}[] = [
  {
    artists: [
      ['Кино', 'Kino'],
      ['Аквариум', 'Akvarium'],
      ['Земфира', 'Zemfira'],
      ['Мумий Тролль', 'Mumiy Troll'],
      ['Дельфин', 'Dolphin'],
      ['Сплин', 'Splean'],
      ['Чайф', 'Chaif'],
      ['Жанна Агузарова', 'Zhanna Aguzarova'],
    ],
    titles: [
      ['Группа крови', 'Gruppa krovi'],
      ['Звезда по имени Солнце', 'Zvezda po imeni Solntse'],
      ['Последний герой', 'Posledniy geroy'],
      ['Ночь', 'Noch'],
      ['Морская', 'Morskaya'],
      ['Прости меня, моя любовь', 'Prosti menya, moya lyubov'],
      ['Электричество', 'Elektrichestvo'],
      ['Хорошие новости', 'Khoroshie novosti'],
      ['Город', 'Gorod'],
      ['Письма', "Pis'ma"],
      ['Чужой', 'Chuzhoy'],
      ['Белый снег', 'Belyi sneg'],
      ['Дождь для нас', "Dozhd' dlya nas"],
      ['Ещё раз', 'Yeshcho raz'],
      ['Южный ветер', 'Yuzhny veter'],
      ['Тишина', 'Tishina'],
    ],
  },
  {
    artists: [
      ['サカナクション', 'Sakanaction'],
      ['きのこ帝国', 'Kinoko Teikoku'],
      ['東京事変', 'Tokyo Jihen'],
      ['スピッツ', 'Spitz'],
      ['ゆらゆら帝国', 'Yura Yura Teikoku'],
      ['ハナレグミ', 'Hanaregumi'],
    ],
    titles: [
      ['ハチミツ', 'Hachimitsu'],
      ['さくら', 'Sakura'],
      ['教育', 'Kyoiku'],
      ['夜の踊り子', 'Yoru no Odoriko'],
      ['フジファブリック', 'Fujifabric'],
      ['ひみつスタジオ', 'Himitsu Studio'],
      ['おとぎ話', 'Otogibanashi'],
      ['ミュージック', 'Music'],
      ['キラキラ', 'Kira Kira'],
      ['大人', 'Adult'],
      ['ロビンソン', 'Robinson'],
      ['なんでもない', 'Nandemonai'],
      ['くじら', 'Kujira'],
      ['スター', 'Star'],
    ],
  },
  {
    artists: [
      ['Μίκης Θεοδωράκης', 'Mikis Theodorakis'],
      ['Χάρις Αλεξίου', 'Haris Alexiou'],
      ['Γιώργος Νταλάρας', 'George Dalaras'],
      ['Τρύπες', 'Trypes'],
    ],
    titles: [
      ['Το Γελαστό Παιδί', 'To Gelasto Paidi'],
      ['Θάλασσα', 'Thalassa'],
      ['Νύχτα', 'Nychta'],
      ['Η Αγάπη', 'I Agapi'],
      ['Ταξίδι', 'Taxidi'],
      ['Ουρανός', 'Ouranos'],
      ['Φεγγάρι', 'Feggari'],
      ['Κεφάλι Γεμάτο Χρυσάφι', 'Kefali Gemato Hrysafi'],
      ['Ψέματα', 'Psemata'],
      ['Λευκό', 'Lefko'],
    ],
  },
];

export const composers = [
  ['Ludwig van Beethoven', 'Beethoven'],
  ['Wolfgang Amadeus Mozart', 'Mozart'],
  ['Johannes Brahms', 'Brahms'],
  ['Пётр Ильич Чайковский', 'Tchaikovsky'],
  ['Johann Sebastian Bach', 'J.S. Bach'],
  ['Antonín Dvořák', 'Dvorak'],
] as const;
export const orchestras = [
  'Berliner Philharmoniker',
  'Wiener Philharmoniker',
  'London Symphony Orchestra',
  'Czech Philharmonic',
  'New York Philharmonic',
  'Royal Concertgebouw Orchestra',
  'Orchestre de Paris',
] as const;
export const forms = [
  [
    'Symphony No. %',
    ['Allegro con brio', 'Andante con moto', 'Scherzo. Allegro', 'Finale. Presto'],
  ],
  ['Piano Concerto No. %', ['Allegro moderato', 'Adagio', 'Rondo. Allegro']],
  ['String Quartet No. %', ['Allegro', 'Adagio cantabile', 'Menuetto', 'Presto']],
  ['Violin Sonata No. %', ['Allegro vivace', 'Andante', 'Allegro piacevole']],
] as const;

export const labels =
  'Harvest Tern Records|Northlight|Blue Door|Parallax|Meridian|Columbine|Redwood Music|Static Age|Sub Harbor|Polar Disc|Old Mill|EMB|Vertigo Lane|Universal Tide|Warner Gate|Sonic Youthful|Rough Cut|Fourth & Vine'.split(
    '|',
  );
export const places = [
  'Tokyo',
  'the Royal Hall',
  'Paris',
  'Red Valley',
  'Berlin',
  'the Mill',
  'Wembley',
];

/** Genre trees: a family and what belongs to it. */
export const genreFamilies: Readonly<Record<string, readonly string[]>> = {
  Rock: [
    'Indie Rock',
    'Alternative Rock',
    'Progressive Rock',
    'Post-Rock',
    'Punk Rock',
    'Shoegaze',
  ],
  Electronic: ['Techno', 'House', 'Ambient', 'Drum and Bass', 'Synth-pop', 'Trip Hop'],
  Jazz: ['Bebop', 'Cool Jazz', 'Jazz Fusion', 'Free Jazz'],
  'Hip Hop': ['Boom Bap', 'Trap', 'Gangsta Rap', 'Conscious Hip Hop'],
  Metal: ['Death Metal', 'Black Metal', 'Doom Metal', 'Heavy Metal'],
  Folk: ['Indie Folk', 'Americana', 'Bluegrass'],
  Pop: ['Dance-pop', 'Art Pop', 'Indie Pop', 'K-pop'],
  Soul: ['Neo Soul', 'Funk', 'R&B'],
};
