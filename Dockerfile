# Dateline in a container: docker build -t dateline . ; docker run --rm -v "$PWD:/work" dateline read articles/ --record my-record
FROM python:3.12-slim AS built
WORKDIR /src
COPY . .
RUN python -m venv /opt/dateline \
 && /opt/dateline/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /opt/dateline/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=built /opt/dateline /opt/dateline
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENV PATH=/opt/dateline/bin:$PATH
ENTRYPOINT ["dateline"]
CMD ["--help"]
