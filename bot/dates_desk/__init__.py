"""The desks of dates and reminders: what members write or press in; dates set, notices chosen, replies out."""
