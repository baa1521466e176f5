# Writ: what people type. `make tour` and `make test` need nothing but a Swift 6.3 toolchain.

PREFIX ?= /usr/local
SWIFT ?= swift
# On Linux the Swift library goes into the program: it starts three times as fast and runs anywhere.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
PROGRAM := .build/release/writ

.PHONY: tour test build install uninstall format lint bench dependencies record clean

tour: build
	@sh docs/tour.sh $(PROGRAM)

test:
	@sh .ci/dependencies tests
	$(SWIFT) test

build: dependencies
	$(SWIFT) build -c release $(STATIC) --product writ

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/writ"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/writ"
	cp -R policy-repo-template hooks "$(DESTDIR)$(PREFIX)/share/writ/"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/writ"
	rm -rf "$(DESTDIR)$(PREFIX)/share/writ"

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

bench: build
	python3 Tests/Benchmarks/bench.py $(PROGRAM)

dependencies:
	@sh .ci/dependencies

record:
	RECORD=1 $(SWIFT) test --filter "TranscriptTests|ReferenceTests" || true

clean:
	$(SWIFT) package clean
