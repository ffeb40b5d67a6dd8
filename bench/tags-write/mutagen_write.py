#!/usr/bin/python3
"""Gives every file in a list another genre with mutagen and prints the seconds it took.

usage: mutagen_write.py copy|in-place GENRE < paths

`copy` does what a careful program has to: copy, write the copy, fsync it, rename it over the file, fsync the folder.
"""
import os
import shutil
import sys
import time

import mutagen
from mutagen.id3 import TCON

mode, genre = sys.argv[1:3]
paths = sys.stdin.read().splitlines()


def set_genre(path):
    audio = mutagen.File(path)
    if audio.tags is None:
        audio.add_tags()
    name = type(audio).__name__
    if name == 'MP3':
        audio.tags.setall('TCON', [TCON(encoding=3, text=[genre])])
        audio.save(v2_version=audio.tags.version[1])
        return
    audio.tags['\xa9gen' if name == 'MP4' else 'GENRE'] = [genre]
    audio.save()


def replace(path):
    folder, name = os.path.split(path)
    copy = os.path.join(folder, '.copy-' + name)
    shutil.copyfile(path, copy)
    set_genre(copy)
    for synced, flags in ((copy, os.O_RDWR), (folder, os.O_RDONLY)):
        if synced == folder:
            os.rename(copy, path)
        fd = os.open(synced, flags)
        os.fsync(fd)
        os.close(fd)


start = time.monotonic()
for path in paths:
    set_genre(path) if mode == 'in-place' else replace(path)
print(time.monotonic() - start)
