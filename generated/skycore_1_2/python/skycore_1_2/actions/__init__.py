"""One module for each action, imported when the action is first called."""
