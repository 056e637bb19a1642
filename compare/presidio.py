"""What presidio-analyzer says of each text: its recognisers by pattern, with Japan as the region of telephone numbers. Its
recogniser of names needs a language model that no package registry holds, so names are left out.

Reads JSON lines {"id","text"} from the file named first, writes {"id","entities":[{"kind","start","end"}]} lines and, last,
{"seconds"}: only the calls are timed."""

import json
import sys
import time

import spacy
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UrlRecognizer,
)

# The list inside the package, never one from the network.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), fallback_to_snapshot=True)


class Blank(NlpEngine):
    """A tokeniser without a model."""

    def __init__(self):
        self.nlp = {"en": spacy.blank("en")}

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        doc = self.nlp[language](text)
        return NlpArtifacts(
            entities=[], tokens=doc, tokens_indices=[token.idx for token in doc],
            lemmas=[token.text for token in doc], nlp_engine=self, language=language,
        )

    def process_batch(self, texts, language, **_):
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return False

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["en"]


registry = RecognizerRegistry(supported_languages=["en"])
for recognizer in (
    CreditCardRecognizer(), EmailRecognizer(), UrlRecognizer(), IpRecognizer(), PhoneRecognizer(supported_regions=("JP",)),
):
    registry.add_recognizer(recognizer)
engine = AnalyzerEngine(nlp_engine=Blank(), registry=registry, supported_languages=["en"])

with open(sys.argv[1], encoding="utf-8") as lines:
    texts = [json.loads(line) for line in lines if line.strip()]
begun = time.perf_counter()
found = [engine.analyze(one["text"], language="en") for one in texts]
seconds = time.perf_counter() - begun
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for one, results in zip(texts, found):
        entities = [{"kind": r.entity_type, "start": r.start, "end": r.end} for r in results]
        out.write(json.dumps({"id": one["id"], "entities": entities}) + "\n")
    out.write(json.dumps({"seconds": seconds}) + "\n")
