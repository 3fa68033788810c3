"""The core of ถามแผน: questions about an office's plan in, sourced answers out; knows no door, no database."""
