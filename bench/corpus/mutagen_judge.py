#!/usr/bin/python3
"""Answers one JSON request a line: {"do": "dump"|"write", "path", "genres"}.

dump: the genres, and everything else as text (tags in their order, pictures, chapters, kind of file).
write: gives the file these genres as well as mutagen can; {"ok": false} where it cannot.
"""
import hashlib
import json
import sys

import mutagen
from mutagen.id3 import ID3, TCON
from mutagen.mp4 import MP4

GENRE_KEYS = ('genre', 'tcon', '\xa9gen', 'wm/genre')


def text(value):
    if isinstance(value, (list, tuple)):
        return '[%s]' % ','.join(map(text, value))
    plain = repr(value) if not isinstance(value, bytes) else hashlib.sha1(value).hexdigest()
    return plain if len(plain) < 200 else hashlib.sha1(plain.encode('utf8', 'backslashreplace')).hexdigest()


def dump(path):
    audio = mutagen.File(path)
    if audio is None:
        return None
    tags = audio.tags
    if tags is None:
        pairs = []
    elif hasattr(tags, 'vendor'):
        pairs = list(tags)
    elif isinstance(tags, ID3):
        # Dates of an older tag are shown by mutagen as those of v2.4, whichever it holds.
        pairs = sorted((key, frame) for key, frame in tags.items())
    else:
        pairs = list(tags.items())
    genres = []
    for key, value in pairs:
        if key.lower() not in GENRE_KEYS:
            continue
        if key == 'TCON':
            genres += value.genres
        elif isinstance(value, str):
            genres.append(value)
        else:
            genres += [str(each) for each in value]
    others = [(key, frame_text(value)) for key, value in pairs if key.lower() not in GENRE_KEYS]
    others.append(('pictures', [text(picture.data) for picture in getattr(audio, 'pictures', [])]))
    others.append(('chapters', [(each.start, each.title) for each in (getattr(audio, 'chapters', None) or [])]))
    others.append(('unknown', sorted(text(frame[:4] + frame[10:]) for frame in getattr(tags, 'unknown_frames', []))))
    others.append(('length', round(getattr(audio.info, 'length', 0), 2)))
    return {'genres': genres, 'others': [json.dumps(each) for each in others]}


def frame_text(value):
    return text(getattr(value, 'text', None) or value) if hasattr(value, 'encoding') else text(value)


def write(path, genres):
    audio = mutagen.File(path)
    if audio is None:
        return False
    if audio.tags is None:
        audio.add_tags()
    if isinstance(audio.tags, ID3):
        audio.tags.add(TCON(encoding=3, text=genres))
    elif isinstance(audio, MP4):
        audio.tags['\xa9gen'] = genres
    else:
        audio.tags['genre'] = genres
    audio.save()
    return True


for line in sys.stdin:
    request = json.loads(line)
    try:
        if request['do'] == 'dump':
            answer = {'ok': True, 'dump': dump(request['path'])}
        else:
            answer = {'ok': write(request['path'], request['genres'])}
    except Exception as error:
        answer = {'ok': False, 'why': repr(error)}
    print(json.dumps(answer), flush=True)
