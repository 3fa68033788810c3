"""The tests: they mirror the house; fakes and the local Bot API are theirs, too."""
