#!/usr/bin/python3
"""Reads the files named on stdin with mutagen. Prints the milliseconds it took, then one JSON line for each file.

usage: mutagen_read.py [no-answers] < paths
"""
import json
import sys
import time

import mutagen
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

ID3_NAMES = {'title': 'TIT2', 'artist': 'TPE1', 'album': 'TALB', 'track': 'TRCK'}
MP4_NAMES = {'title': '\xa9nam', 'artist': '\xa9ART', 'album': '\xa9alb', 'genre': '\xa9gen'}
XIPH_NAMES = {'title': 'title', 'artist': 'artist', 'album': 'album', 'genre': 'genre', 'track': 'tracknumber'}


def answer(path, audio):
    tags = audio.tags
    if isinstance(tags, ID3):
        fields = {name: list(map(str, tags[frame].text)) for name, frame in ID3_NAMES.items() if frame in tags}
        if 'TCON' in tags:
            fields['genre'] = tags['TCON'].genres
    elif isinstance(audio, MP4):
        fields = {name: list(tags[item]) for name, item in MP4_NAMES.items() if item in tags}
        if 'trkn' in tags:
            fields['track'] = [str(tags['trkn'][0][0])]
    else:
        fields = {name: list(tags[key]) for name, key in XIPH_NAMES.items() if key in tags}
    if 'track' in fields:
        fields['track'] = [fields['track'][0].split('/')[0].lstrip('0')]
    return {'path': path, 'seconds': audio.info.length, **fields}


paths = sys.stdin.read().splitlines()
start = time.monotonic()
if 'no-answers' in sys.argv:
    for path in paths:
        mutagen.File(path)
    print((time.monotonic() - start) * 1000)
else:
    files = [(path, mutagen.File(path)) for path in paths]
    print((time.monotonic() - start) * 1000)
    for path, audio in files:
        print(json.dumps(answer(path, audio)))
