<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ConfirmationView</name>
    <message>
        <source>Please check</source>
        <translation>请核对</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>我不同意</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>我同意</translation>
    </message>
    <message>
        <source>Continue reading</source>
        <translation>继续阅读</translation>
    </message>
</context>
<context>
    <name>CustomerDisplay</name>
    <message>
        <source>Customer display</source>
        <translation>客户屏</translation>
    </message>
</context>
<context>
    <name>Dots</name>
    <message>
        <source>{0} of {1} digits entered</source>
        <translation>已输入 {0} 位，共 {1} 位</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Key in row {0}, column {1}</source>
        <translation>第 {0} 行第 {1} 列的按键</translation>
    </message>
</context>
<context>
    <name>PasswordEntryView</name>
    <message>
        <source>Only you know this password</source>
        <translation>密码只有您本人知道</translation>
    </message>
    <message>
        <source>Enter your {0} digits</source>
        <translation>请输入 {0} 位密码</translation>
    </message>
    <message>
        <source>Confirm password</source>
        <translation>确认密码</translation>
    </message>
</context>
<context>
    <name>PasswordView</name>
    <message>
        <source>Only you set this password</source>
        <translation>密码只由您本人设置</translation>
    </message>
    <message>
        <source>Please shield the screen with your hand. The keys change places each time.</source>
        <translation>请用手遮挡屏幕。数字键的位置每次都会变化。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新输入</translation>
    </message>
    <message>
        <source>Enter the same {0} digits once more</source>
        <translation>请再输入一次同样的 {0} 位数字</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>确认设置</translation>
    </message>
    <message>
        <source>Enter {0} digits</source>
        <translation>请输入 {0} 位数字</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>The two entries differ. Please enter a password again.</source>
        <translation>两次输入不一致，请重新输入密码。</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>Risk tolerance questionnaire</source>
        <translation>投资风险承受能力评估</translation>
    </message>
    <message>
        <source>You may choose more than one answer.</source>
        <translation>可以选择多项。</translation>
    </message>
    <message>
        <source>Please choose the one answer that fits you best.</source>
        <translation>请选择最符合您情况的一项。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一题</translation>
    </message>
</context>
<context>
    <name>RatingView</name>
    <message>
        <source>Your opinion</source>
        <translation>服务评价</translation>
    </message>
    <message>
        <source>How content were you with our service today?</source>
        <translation>您对今天的服务满意吗？</translation>
    </message>
    <message>
        <source>Your mark is kept without your name. Whoever served you can neither see nor change it.</source>
        <translation>评分不记录您的姓名，为您服务的人员看不到，也不能更改。</translation>
    </message>
    <message>
        <source>Very dissatisfied</source>
        <translation>很不满意</translation>
    </message>
    <message>
        <source>Dissatisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>So-so</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Very satisfied</source>
        <translation>非常满意</translation>
    </message>
    <message>
        <source>What should we do better?</source>
        <translation>您希望我们改进哪些方面？</translation>
    </message>
    <message>
        <source>You may choose more than one, or none.</source>
        <translation>可以多选，也可以不选。</translation>
    </message>
    <message>
        <source>In your own words, if you like. Please do not write your name.</source>
        <translation>如有其他意见，请写在这里（请不要写姓名）</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>其他意见</translation>
    </message>
    <message>
        <source>I would rather not</source>
        <translation>不评价</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>提交</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Page up</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>A part was passed over. Please go back and read from there.</source>
        <translation>有一段内容还没有读到，请回到前面继续阅读。</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Please read to the end of this section.</source>
        <translation>请读完本节内容。</translation>
    </message>
    <message>
        <source>Continue reading</source>
        <translation>继续阅读</translation>
    </message>
    <message>
        <source>Please take your time to read this section.</source>
        <translation>请仔细阅读本节内容。</translation>
    </message>
    <message>
        <source>I have read this section ({0} s)</source>
        <translation>我已阅读本节（还需 {0} 秒）</translation>
    </message>
    <message>
        <source>If something is unclear, please ask the teller before you go on.</source>
        <translation>如有不明白的地方，请先向柜员询问。</translation>
    </message>
    <message>
        <source>I have read and understood this section</source>
        <translation>我已阅读并理解本节内容</translation>
    </message>
</context>
<context>
    <name>SignatureView</name>
    <message>
        <source>Please check and sign</source>
        <translation>请核对并签名</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>编号 {0}</translation>
    </message>
    <message>
        <source>{0}, please sign on this line</source>
        <translation>请 {0} 在此线上签名</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>签名区</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>重新签名</translation>
    </message>
    <message>
        <source>Undo last stroke</source>
        <translation>撤销上一笔</translation>
    </message>
    <message>
        <source>Confirm signature</source>
        <translation>确认签名</translation>
    </message>
</context>
<context>
    <name>WelcomeView</name>
    <message>
        <source>Welcome. We are glad to serve you.</source>
        <translation>您好，很高兴为您服务</translation>
    </message>
    <message>
        <source>What you need to check, answer and sign will be shown on this screen.</source>
        <translation>需要您核对、回答和签名的内容会显示在这块屏幕上</translation>
    </message>
</context>
</TS>
