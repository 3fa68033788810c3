# Unbuilt: no Docker engine was at hand. tests/test_setup.py runs the steps of the first stage in a clean virtual environment.
FROM python:3.12-slim AS builder
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv venv
RUN venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY data data
COPY locales locales
RUN for language in th en; do \
        venv/bin/pybabel --quiet compile --domain thamplan --directory locales --locale "$language" || exit 1; \
    done
RUN venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /srv/thamplan thamplan && install -d -o thamplan /srv/thamplan/var
COPY --from=builder /app/venv /app/venv
USER thamplan
WORKDIR /srv/thamplan
ENV PATH=/app/venv/bin:$PATH PYTHONUNBUFFERED=1 THAMPLAN_HTTP=0.0.0.0:8080
VOLUME /srv/thamplan/var
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["thamplan"]
CMD ["run"]
