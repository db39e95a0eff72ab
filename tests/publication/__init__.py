"""The live publication: what it keeps on the disk, follows, and lets nobody lose."""
