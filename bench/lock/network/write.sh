#!/bin/bash
# What the fourth machine runs: tag writes while another process holds the file open. em_tools is the folder of netfs.sh.
. "$em_tools/uml-mount.sh"
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export HOME=/run TMPDIR=/run
try() { # NAME MOUNT
  mountpoint -q "$2" || { echo "FAIL: $2 is not mounted"; return; }
  echo "MOUNT $1"
  "$NODE" --conditions=@earmark/source --no-warnings "$HERE/write-while-open.ts" "$2/locks" 2>&1
}
case ${em_fs:-both} in both|nfs) try nfs /mnt/n ;; esac
case ${em_fs:-both} in both|smb) try smb /mnt/s ;; esac
unmount
