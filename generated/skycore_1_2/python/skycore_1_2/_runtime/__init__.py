"""What every action of the client shares and what does not depend on the API."""
