#!/bin/bash
# What a User-Mode-Linux machine runs: two herds, one on NFS and one on SMB. em_tools is the folder of netfs.sh.
. "$em_tools/uml-mount.sh"
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export HOME=/run
herd() { # MOUNT PORT
  mountpoint -q "$1" || { echo "FAIL: $1 is not mounted"; return; }
  "$NODE" --conditions=@earmark/source "$HERE/herd.ts" "{\"folder\":\"$1/locks\",\"keys\":3,\"notes\":\"tcp://$S:$2\",\"seconds\":$em_seconds,\"beatMs\":1000,\"staleMs\":8000,\"holdMs\":60,\"host\":\"$em_host\",\"processes\":2,\"harmEveryMs\":15000,\"stops\":0.3}"
}
case ${em_fs:-both} in both|nfs) herd /mnt/n 7101 & ;; esac
case ${em_fs:-both} in both|smb) herd /mnt/s 7102 & ;; esac
wait
unmount
