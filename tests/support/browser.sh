#!/bin/sh
# Starts $BROWSER without the pages that Chrome's own address bar and its stock of empty tabs load
# in the background for each window: they take as much of the processor as a page of ours.
# Of several lists of features only the last counts, so Playwright's own gets longer.
for argument; do
    shift
    case $argument in
        --disable-features=*)
            argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess
            ;;
    esac
    set -- "$@" "$argument"
done
exec "$BROWSER" "$@"
