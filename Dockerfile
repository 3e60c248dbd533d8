# A small image of the service: the wheel and the packages that it runs with, no build tools, no root.
# Build:  docker build -t adisteme .        Run:  docker run --rm -p 8000:8000 adisteme
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE LICENSE-ONTOLOGY NOTICE ./
COPY service service
COPY ontology ontology
COPY shapes shapes
RUN python -m venv /opt/adisteme \
 && /opt/adisteme/bin/pip install --no-cache-dir --constraint constraints.txt '.[remote]'

FROM python:${PYTHON}-slim
COPY --from=build /opt/adisteme /opt/adisteme
RUN useradd --system --create-home adisteme
USER adisteme
ENV PATH=/opt/adisteme/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
# A graceful stop ends running requests first: let it have its time (docker stop --time 30).
STOPSIGNAL SIGTERM
ENTRYPOINT ["adisteme"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
