"""Speech over HTTP: the route that OpenAI's clients speak, timestamps, a WebSocket, health.

Everything here needs the extra `serve` (FastAPI, uvicorn, prometheus-client).
"""
