"""The Telegram door: updates in, kept before they are acknowledged; answers out, until they are known to have left."""
