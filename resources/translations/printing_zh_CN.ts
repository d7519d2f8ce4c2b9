<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>PrintDesk</name>
    <message>
        <source>In the print queue: {title}</source>
        <translation>已进入打印队列：{title}</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message>
        <source>Default printer</source>
        <translation>默认打印机</translation>
    </message>
    <message>
        <source>Usual tray</source>
        <translation>默认纸盒</translation>
    </message>
    <message>
        <source>Tick at least one copy.</source>
        <translation>请至少勾选一联。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>纸盒</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>单双面</translation>
    </message>
    <message>
        <source>Copies wanted</source>
        <translation>打印联次</translation>
    </message>
    <message>
        <source>How many of each</source>
        <translation>每联份数</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记住设置</translation>
    </message>
    <message>
        <source>One side</source>
        <translation>单面</translation>
    </message>
    <message>
        <source>Both sides, turned over the long edge</source>
        <translation>双面，沿长边翻页</translation>
    </message>
    <message>
        <source>Both sides, turned over the short edge</source>
        <translation>双面，沿短边翻页</translation>
    </message>
    <message>
        <source>For all forms that have no settings yet</source>
        <translation>用于本柜台所有尚未设置的表单</translation>
    </message>
    <message>
        <source>Print (Ctrl+Enter)</source>
        <translation>打印 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Upper tray</source>
        <translation>上纸盒</translation>
    </message>
    <message>
        <source>Middle tray</source>
        <translation>中纸盒</translation>
    </message>
    <message>
        <source>Lower tray</source>
        <translation>下纸盒</translation>
    </message>
    <message>
        <source>Manual feed</source>
        <translation>手动进纸</translation>
    </message>
    <message>
        <source>Multi-purpose tray</source>
        <translation>多用途纸盒</translation>
    </message>
    <message>
        <source>Envelopes</source>
        <translation>信封纸盒</translation>
    </message>
    <message>
        <source>Tray {number}</source>
        <translation>纸盒 {number}</translation>
    </message>
</context>
<context>
    <name>PrintQueue</name>
    <message>
        <source>At the printer</source>
        <translation>停在打印机</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>即将打印</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待打印机</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印中</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>{number}, reprint</source>
        <translation>{number}（补打）</translation>
    </message>
    <message>
        <source>The program ended while this was being handed over: it may have come out twice. Look at the printer.</source>
        <translation>程序在送打时中断，可能已重复打印，请查看打印机。</translation>
    </message>
    <message>
        <source>The printing system does not tell whether the paper came out. Look at the printer.</source>
        <translation>打印系统未反馈是否出纸，请查看打印机。</translation>
    </message>
</context>
<context>
    <name>PrintQueuePage</name>
    <message>
        <source>try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Print queue</source>
        <translation>打印队列</translation>
    </message>
    <message>
        <source>{count} not printed yet</source>
        <translation>{count} 项未打印</translation>
    </message>
    <message>
        <source>Print job</source>
        <translation>打印任务</translation>
    </message>
    <message>
        <source>Choose a job at the left.</source>
        <translation>请在左侧选择一项任务。</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次重试</translation>
    </message>
    <message>
        <source>{when} ({count} so far)</source>
        <translation>{when}（已试 {count} 次）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>联次</translation>
    </message>
    <message>
        <source>Print no.</source>
        <translation>打印次序</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Default printer</source>
        <translation>默认打印机</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>发起人</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Asked for at</source>
        <translation>发起时间</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最近变化</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Tried again.</source>
        <translation>已重新送打。</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>已撤回。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Try at</source>
        <translation>改用打印机</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Nothing was printed yet</source>
        <translation>尚无打印任务</translation>
    </message>
    <message>
        <source>What waits for a printer stands here. A case goes on without it.</source>
        <translation>等待打印机的文件会列在这里，业务办理不受影响。</translation>
    </message>
</context>
</TS>
