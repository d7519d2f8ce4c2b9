<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CameraDialog</name>
    <message>
        <source>Looking for a camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}. {state}: {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture from a camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lay one page flat and whole under the camera and press Space; then the next. Esc ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the page (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder of the scanner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the scanner puts into this folder is taken in by itself and then removed from there, because it shows clients&apos; data. What cannot be read is put into its subfolder “refused”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of this counter&apos;s scanner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take in what comes into this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>File complete forms ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {number} of {count}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanFolder</name>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is watched at this counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{taken} taken in, {refused} refused since the program was started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanForms</name>
    <message>
        <source>{ready} of {count} complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such form waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here matches the filter. Print the form for signing by hand first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No form waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A form that is printed to be signed by hand stands here until it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client, case or form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File this form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanPile</name>
    <message>
        <source>{count} sheets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanned pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To see to ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to see to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page was recognised. Complete forms can be filed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scanned pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the files of the scanner here: all forms in one pile, in any order, either way up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>Not taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is filed together with the other pages of its form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No code could be read. Choose below which form and page it is, or scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its code belongs to no paper of this branch. Give it back and discard it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The form was changed after this was printed. Print it anew and have it signed; discard this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page is here already, or its form has been filed. Discard the one that is worse to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty back: set aside, it is filed nowhere. If it is not empty, assign it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been filed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been discarded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, sheet {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since printed: print anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pages here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing scanned yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages {pages} missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScansPage</name>
    <message>
        <source>There is no picture and no PDF in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file complete forms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} has not been scanned yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scans to take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scans (PDF, JPEG, PNG, TIFF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages} pages taken in; {files} files were not. Choose one in the pile to see why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages} pages taken in; the rest was left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages} pages taken in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard {count} pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their pictures are removed for good. Say why; it is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The papers are being sealed and filed. This takes a second each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} forms filed: {titles}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching the page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of this page cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{page} (here)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a page at the left, or a dot at the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
