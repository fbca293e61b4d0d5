# Two commands: `make demo` and `make test`. Everything else is a part of them.
SHELL := /bin/bash
SWIFT ?= swift
RELEASE := .build/release/quire

.PHONY: demo test bench build debug lint format schema install-missing clean

demo: build
	$(RELEASE) run pipelines/01-first-books.yaml
	@echo
	$(RELEASE) show pipelines/01-first-books.yaml quality
	@folder=$$(ls -td artifacts/runs/first-books/*/ | head -1); echo; \
	echo "scores:  the table above and $${folder}stages/quality/scores.json"; \
	echo "answers: $${folder}stages/summaries/answers.md"; \
	echo "more:    $(RELEASE) show pipelines/01-first-books.yaml summaries --content"

build: install-missing
	$(SWIFT) build -c release --static-swift-stdlib --product quire

debug: install-missing
	$(SWIFT) build

test: install-missing
	$(SWIFT) test

bench: build
	$(SWIFT) build -c release --static-swift-stdlib --product engine-probe
	Benchmarks/run

lint: install-missing
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift
	scripts/check-arrows

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

schema: build
	$(RELEASE) schema > schema/quire.schema.json

install-missing:
	@scripts/install-missing

clean:
	rm -rf .build artifacts
