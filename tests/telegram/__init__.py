"""The Telegram door against the local Bot API of the tests, in processes of its own."""
