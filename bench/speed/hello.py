"""The smallest Flask application: the limit for any page, measured under the same server."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def greet() -> str:
    return "Hello, world"
