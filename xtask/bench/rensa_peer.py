"""Near-duplicates among texts (family, tab, text a line) with rensa: 128 hashes of word 3-grams, 32 bands, estimate of at least a half."""

import resource
import sys
from collections import Counter

from rensa import RMinHash, RMinHashLSH

before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
families, hashes = [], []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    family, text = line.rstrip("\n").split("\t", 1)
    words = [word for word in text.split() if word != "."]
    shingles = [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    minhash = RMinHash(num_perm=128, seed=42)
    minhash.update(shingles)
    families.append(family)
    hashes.append(minhash)
    lsh.insert(number, minhash)
found = right = 0
for number, minhash in enumerate(hashes):
    for other in lsh.query(minhash):
        if other > number and minhash.jaccard(hashes[other]) >= 0.5:
            found += 1
            right += families[other] == families[number]
pairs = sum(size * (size - 1) // 2 for size in Counter(families).values())
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    f"rensa: {len(families)} texts, {usage.ru_utime - before:.1f} CPU s, {usage.ru_maxrss / 1024:.0f} MiB, "
    f"recall {right / pairs:.4f}, precision {right / max(found, 1):.4f}",
    file=sys.stderr,
)
