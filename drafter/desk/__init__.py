"""What a page of the desk shows and a command does not: the contract as it stands, kept up to date change by change."""
