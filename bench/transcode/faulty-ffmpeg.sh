#!/bin/bash
# An ffmpeg that goes wrong now and then while it writes a result: HARM is how often, in percent.
for last; do :; done
case "$last" in
  *.earmark-tmp.*)
    out="${last#file:}"
    chance=$((RANDOM % 100))
    if [ "$chance" -lt "$HARM" ]; then
      case $((RANDOM % 5)) in
        0) timeout -s KILL 0.03 ffmpeg "$@"; kill -9 $$ ;;
        1) head -c 700 /dev/urandom > "$out"; echo 'Error writing trailer: No space left on device' >&2; exit 1 ;;
        2) exec ffmpeg -nostdin -v error -f lavfi -i sine=duration=0.05 -y "$last" ;;
        3) head -c 5000 /dev/urandom > "$out"; exit 0 ;;
        4) ffmpeg "$@"; size=$(stat -c %s "$out"); truncate -s $((size / 2)) "$out"; exit 0 ;;
      esac
    fi
    ;;
esac
exec ffmpeg "$@"
