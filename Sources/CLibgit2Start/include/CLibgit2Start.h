#pragma once
// Nothing to call: see certificates.c for what this part is for.
