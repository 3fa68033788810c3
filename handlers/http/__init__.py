"""The one HTTP server: webhook, health, metrics, and later the browser."""
