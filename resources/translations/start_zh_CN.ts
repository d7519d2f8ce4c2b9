<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>StartChoice</name>
    <message>
        <source>Guitai</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Open a branch&apos;s folder…</source>
        <translation>打开营业部文件夹…</translation>
    </message>
    <message>
        <source>Make the sample branch</source>
        <translation>建立演示营业部</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The sample branch is being made</source>
        <translation>正在建立演示营业部</translation>
    </message>
    <message>
        <source>No branch on this computer yet</source>
        <translation>本机尚无营业部</translation>
    </message>
    <message>
        <source>Open the folder of your branch, or make a sample branch with made-up clients to try the program. How a new branch is made stands in the administrator&apos;s guide (guitai init).</source>
        <translation>请打开本营业部的文件夹；如需试用，可建立演示营业部（客户均为虚构）。新建营业部的方法见管理员手册（guitai init）。</translation>
    </message>
    <message>
        <source>Folder of the branch</source>
        <translation>营业部文件夹</translation>
    </message>
    <message>
        <source>There is no branch in this folder: it has no file branch.toml. Choose another one.</source>
        <translation>该文件夹中没有营业部（缺少 branch.toml 文件）。请另选文件夹。</translation>
    </message>
    <message>
        <source>The sample branch is being made. This takes about a minute.</source>
        <translation>正在建立演示营业部，约需一分钟。</translation>
    </message>
    <message>
        <source>The sample branch cannot be made ({kind}). Try again, or tell the administrator.</source>
        <translation>无法建立演示营业部（{kind}）。请重试；仍不成功请告知管理员。</translation>
    </message>
</context>
</TS>
