"""Speaks ASGI, as FastAPI does."""


class Application:
    async def __call__(self, scope, receive, send):
        await send({"type": "http.response.start", "status": 200})


app = Application()
