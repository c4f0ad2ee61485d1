"""What is asked by GraphQL, and the answers as plain values."""
