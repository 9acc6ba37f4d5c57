# A static binary and CA certificates, nothing else; runs as a user without rights.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /luoshi ./cmd/luoshi && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /luoshi /luoshi
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV LUOSHI_ADDR=0.0.0.0:8080 LUOSHI_DB=/data/luoshi.db
ENTRYPOINT ["/luoshi"]
CMD ["serve"]
