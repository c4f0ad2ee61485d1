"""
Questions to a Linkage server from Python: answers as values, lists page by page, and one error that says what is wrong.

```python
from linkage.client import Client

with Client("http://127.0.0.1:8000/graphql") as client:
    answer = client.ask("query ($key: String!) { actor(key: $key) { name ended } }", key="haftar")
    print(answer.actor.name)
```

Neither the database nor the server is imported.
"""

from linkage.client.asking import AsyncClient, Client
from linkage.client.errors import AnswerError
from linkage.client.frames import to_pandas

__all__ = ["AnswerError", "AsyncClient", "Client", "to_pandas"]
